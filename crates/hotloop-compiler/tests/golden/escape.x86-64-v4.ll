target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="512" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <8 x i64>
  %v7.0 = alloca <8 x i1>
  %v8.0 = alloca <8 x i1>
  %v9.0 = alloca <8 x i1>
  %v10.0 = alloca <8 x i1>
  %v11.0 = alloca <8 x i1>
  %v12.0 = alloca <8 x double>
  %v13.0 = alloca <8 x double>
  %v14.0 = alloca <8 x double>
  %v15.0 = alloca <8 x i64>
  %v16.0 = alloca <8 x i1>
  %v17 = alloca i64
  %v18.0 = alloca <8 x i1>
  %v19.0 = alloca <8 x i1>
  %v20.0 = alloca <8 x double>
  %v21.0 = alloca <8 x i64>
  %v22.0 = alloca <8 x i1>
  %v23 = alloca i64
  %v24.0 = alloca <8 x i1>
  %v25.0 = alloca <8 x i1>
  %v26.0 = alloca <8 x i1>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s3 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %captures, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  store <8 x i64> splat (i64 0), ptr %v6.0
  store <8 x i1> splat (i1 false), ptr %v11.0
  store <8 x double> splat (double 0x0000000000000000), ptr %v13.0
  store <8 x double> splat (double 0x0000000000000000), ptr %v14.0
  store <8 x i64> splat (i64 0), ptr %v15.0
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  store <8 x i1> splat (i1 false), ptr %v7.0
  store <8 x i1> splat (i1 false), ptr %v8.0
  br label %next4
next4:
  %t24 = load i64, ptr %v3
  store i64 %t24, ptr %s3
  store i64 5, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host)
  %t33 = getelementptr i8, ptr %host, i64 16
  %t34 = load i64, ptr %t33
  store i64 %t34, ptr %countdown
  %t35 = icmp ne i64 %t32, 0
  br i1 %t35, label %fail, label %go26, !prof !1
go26:
  %t36 = load <8 x i1>, ptr %v8.0
  %t37 = load <8 x i1>, ptr %v7.0
  %t38 = xor <8 x i1> %t37, splat (i1 -1)
  %t39 = and <8 x i1> %t36, %t38
  store <8 x i1> %t39, ptr %v9.0
  %t40 = load <8 x i1>, ptr %v9.0
  %t41 = bitcast <8 x i1> %t40 to i8
  %t42 = icmp ne i8 %t41, 0
  br i1 %t42, label %then43, label %done43
then43:
  %t44 = load <8 x i1>, ptr %v9.0
  %t45 = load <8 x i64>, ptr %v15.0
  %t46 = load <8 x i64>, ptr %v6.0
  %t47 = load ptr, ptr %v2.data
  %t48 = getelementptr i64, ptr %t47, <8 x i64> %t46
  call void @llvm.masked.scatter.v8i64.v8p0(<8 x i64> %t45, <8 x ptr> align 8 %t48, <8 x i1> %t44)
  br label %done43
done43:
  %t49 = load <8 x i1>, ptr %v7.0
  %t50 = xor <8 x i1> %t49, splat (i1 -1)
  %t51 = load i64, ptr %v5
  %t52 = insertelement <8 x i64> poison, i64 %t51, i64 0
  %t53 = shufflevector <8 x i64> %t52, <8 x i64> poison, <8 x i32> zeroinitializer
  %t54 = zext <8 x i1> %t50 to <8 x i64>
  %t55 = shufflevector <8 x i64> %t54, <8 x i64> zeroinitializer, <8 x i32> <i32 8, i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6>
  %t56 = add <8 x i64> %t54, %t55
  %t57 = shufflevector <8 x i64> %t56, <8 x i64> zeroinitializer, <8 x i32> <i32 8, i32 8, i32 0, i32 1, i32 2, i32 3, i32 4, i32 5>
  %t58 = add <8 x i64> %t56, %t57
  %t59 = shufflevector <8 x i64> %t58, <8 x i64> zeroinitializer, <8 x i32> <i32 8, i32 8, i32 8, i32 8, i32 0, i32 1, i32 2, i32 3>
  %t60 = add <8 x i64> %t58, %t59
  %t61 = sub <8 x i64> %t60, %t54
  %t62 = insertelement <8 x i64> poison, i64 0, i64 0
  %t63 = shufflevector <8 x i64> %t62, <8 x i64> poison, <8 x i32> zeroinitializer
  %t64 = add <8 x i64> %t61, %t63
  %t65 = bitcast <8 x i1> %t50 to i8
  %t66 = zext i8 %t65 to i32
  %t67 = call i32 @llvm.ctpop.i32(i32 %t66)
  %t68 = zext i32 %t67 to i64
  %t69 = add i64 0, %t68
  %t70 = add <8 x i64> %t53, %t64
  %t71 = load <8 x i64>, ptr %v6.0
  %t72 = select <8 x i1> %t50, <8 x i64> %t70, <8 x i64> %t71
  store <8 x i64> %t72, ptr %v6.0
  %t73 = load <8 x i1>, ptr %v7.0
  %t74 = xor <8 x i1> %t73, splat (i1 -1)
  %t75 = load <8 x i64>, ptr %v6.0
  %t76 = load i64, ptr %v4
  %t77 = insertelement <8 x i64> poison, i64 %t76, i64 0
  %t78 = shufflevector <8 x i64> %t77, <8 x i64> poison, <8 x i32> zeroinitializer
  %t79 = icmp slt <8 x i64> %t75, %t78
  %t80 = and <8 x i1> %t74, %t79
  store <8 x i1> %t80, ptr %v10.0
  %t81 = load i64, ptr %v5
  %t82 = load <8 x i1>, ptr %v10.0
  %t83 = bitcast <8 x i1> %t82 to i8
  %t84 = zext i8 %t83 to i32
  %t85 = call i32 @llvm.ctpop.i32(i32 %t84)
  %t86 = zext i32 %t85 to i64
  %t87 = add i64 %t81, %t86
  store i64 %t87, ptr %v5
  %t88 = load <8 x i1>, ptr %v7.0
  %t89 = load <8 x i1>, ptr %v10.0
  %t90 = or <8 x i1> %t88, %t89
  store <8 x i1> %t90, ptr %v8.0
  %t91 = load <8 x i1>, ptr %v8.0
  %t92 = bitcast <8 x i1> %t91 to i8
  %t93 = icmp ne i8 %t92, 0
  %t94 = xor i1 %t93, true
  br i1 %t94, label %then95, label %done95, !prof !1
then95:
  br label %end4
done95:
  %t96 = load <8 x i1>, ptr %v10.0
  %t97 = bitcast <8 x i1> %t96 to i8
  %t98 = icmp ne i8 %t97, 0
  br i1 %t98, label %then99, label %done99, !prof !0
then99:
  %t100 = load <8 x i1>, ptr %v10.0
  %t101 = load <8 x i64>, ptr %v6.0
  %t102 = load ptr, ptr %v0.data
  %t103 = getelementptr double, ptr %t102, <8 x i64> %t101
  %t104 = call <8 x double> @llvm.masked.gather.v8f64.v8p0(<8 x ptr> align 8 %t103, <8 x i1> %t100, <8 x double> zeroinitializer)
  store <8 x double> %t104, ptr %v12.0
  %t105 = load <8 x i1>, ptr %v10.0
  %t106 = load <8 x double>, ptr %v12.0
  %t107 = load <8 x double>, ptr %v13.0
  %t108 = select <8 x i1> %t105, <8 x double> %t106, <8 x double> %t107
  store <8 x double> %t108, ptr %v13.0
  %t109 = load <8 x i1>, ptr %v10.0
  %t110 = load <8 x double>, ptr %v14.0
  %t111 = select <8 x i1> %t109, <8 x double> splat (double 0x0000000000000000), <8 x double> %t110
  store <8 x double> %t111, ptr %v14.0
  %t112 = load <8 x i1>, ptr %v10.0
  %t113 = load <8 x i64>, ptr %v15.0
  %t114 = select <8 x i1> %t112, <8 x i64> splat (i64 0), <8 x i64> %t113
  store <8 x i64> %t114, ptr %v15.0
  %t115 = load <8 x i1>, ptr %v11.0
  %t116 = load <8 x i1>, ptr %v10.0
  %t117 = xor <8 x i1> %t116, splat (i1 -1)
  %t118 = and <8 x i1> %t115, %t117
  %t119 = or <8 x i1> %t118, %t116
  store <8 x i1> %t119, ptr %v11.0
  %t120 = load <8 x i1>, ptr %v7.0
  %t121 = load <8 x i1>, ptr %v10.0
  %t122 = or <8 x i1> %t120, %t121
  store <8 x i1> %t122, ptr %v7.0
  br label %done99
done99:
  store i64 0, ptr %v17
  store <8 x i1> splat (i1 false), ptr %v18.0
  br label %next5
next5:
  %t124 = load i64, ptr %countdown
  %t125 = sub i64 %t124, 1
  store i64 %t125, ptr %countdown
  %t126 = icmp slt i64 %t125, 0
  br i1 %t126, label %poll123, label %go123, !prof !1
poll123:
  %t127 = getelementptr i8, ptr %host, i64 24
  %t128 = load ptr, ptr %t127
  %t129 = call i64 %t128(ptr %host)
  %t130 = getelementptr i8, ptr %host, i64 16
  %t131 = load i64, ptr %t130
  store i64 %t131, ptr %countdown
  %t132 = icmp ne i64 %t129, 0
  br i1 %t132, label %fail, label %go123, !prof !1
go123:
  %t133 = load <8 x i1>, ptr %v7.0
  %t134 = load <8 x i1>, ptr %v18.0
  %t135 = xor <8 x i1> %t134, splat (i1 -1)
  %t136 = and <8 x i1> %t133, %t135
  store <8 x i1> %t136, ptr %v19.0
  %t137 = load i64, ptr %v17
  %t138 = load i64, ptr %v5
  %t139 = load i64, ptr %v4
  %t140 = icmp slt i64 %t138, %t139
  %t141 = load <8 x i1>, ptr %v7.0
  %t142 = bitcast <8 x i1> %t141 to i8
  %t143 = zext i8 %t142 to i32
  %t144 = call i32 @llvm.ctpop.i32(i32 %t143)
  %t145 = zext i32 %t144 to i64
  %t146 = select i1 %t140, i64 8, i64 %t145
  %t147 = load <8 x i1>, ptr %v19.0
  %t148 = bitcast <8 x i1> %t147 to i8
  %t149 = zext i8 %t148 to i32
  %t150 = call i32 @llvm.ctpop.i32(i32 %t149)
  %t151 = zext i32 %t150 to i64
  %t152 = sub i64 %t146, %t151
  %t153 = add i64 %t137, %t152
  store i64 %t153, ptr %v17
  %t154 = load i64, ptr %v17
  %t155 = icmp slt i64 %t154, 8
  %t156 = load <8 x i1>, ptr %v19.0
  %t157 = bitcast <8 x i1> %t156 to i8
  %t158 = zext i8 %t157 to i32
  %t159 = call i32 @llvm.ctpop.i32(i32 %t158)
  %t160 = zext i32 %t159 to i64
  %t161 = icmp sgt i64 %t160, 0
  %t162 = and i1 %t155, %t161
  br i1 %t162, label %then163, label %done163, !prof !0
then163:
  %t164 = load <8 x double>, ptr %v14.0
  store <8 x double> %t164, ptr %v20.0
  %t165 = load <8 x i64>, ptr %v15.0
  store <8 x i64> %t165, ptr %v21.0
  store <8 x i1> splat (i1 true), ptr %v22.0
  %t166 = load <8 x double>, ptr %v14.0
  %t167 = fcmp olt <8 x double> %t166, splat (double 0x4010000000000000)
  %t168 = load <8 x i64>, ptr %v15.0
  %t169 = load i64, ptr %v1
  %t170 = insertelement <8 x i64> poison, i64 %t169, i64 0
  %t171 = shufflevector <8 x i64> %t170, <8 x i64> poison, <8 x i32> zeroinitializer
  %t172 = icmp slt <8 x i64> %t168, %t171
  %t173 = and <8 x i1> %t167, %t172
  %t174 = and <8 x i1> %t173, splat (i1 true)
  store <8 x i1> %t174, ptr %v22.0
  %t175 = load <8 x double>, ptr %v14.0
  %t176 = fmul <8 x double> %t175, %t175
  %t177 = load <8 x double>, ptr %v13.0
  %t178 = fadd <8 x double> %t176, %t177
  store <8 x double> %t178, ptr %v14.0
  %t179 = load <8 x i64>, ptr %v15.0
  %t180 = add <8 x i64> %t179, splat (i64 1)
  store <8 x i64> %t180, ptr %v15.0
  %t181 = load <8 x i1>, ptr %v22.0
  %t182 = load <8 x double>, ptr %v14.0
  %t183 = fcmp olt <8 x double> %t182, splat (double 0x4010000000000000)
  %t184 = load <8 x i64>, ptr %v15.0
  %t185 = load i64, ptr %v1
  %t186 = insertelement <8 x i64> poison, i64 %t185, i64 0
  %t187 = shufflevector <8 x i64> %t186, <8 x i64> poison, <8 x i32> zeroinitializer
  %t188 = icmp slt <8 x i64> %t184, %t187
  %t189 = and <8 x i1> %t183, %t188
  %t190 = and <8 x i1> %t181, %t189
  store <8 x i1> %t190, ptr %v22.0
  %t191 = load <8 x double>, ptr %v14.0
  %t192 = fmul <8 x double> %t191, %t191
  %t193 = load <8 x double>, ptr %v13.0
  %t194 = fadd <8 x double> %t192, %t193
  store <8 x double> %t194, ptr %v14.0
  %t195 = load <8 x i64>, ptr %v15.0
  %t196 = add <8 x i64> %t195, splat (i64 1)
  store <8 x i64> %t196, ptr %v15.0
  %t197 = load <8 x i1>, ptr %v22.0
  %t198 = load <8 x double>, ptr %v14.0
  %t199 = fcmp olt <8 x double> %t198, splat (double 0x4010000000000000)
  %t200 = load <8 x i64>, ptr %v15.0
  %t201 = load i64, ptr %v1
  %t202 = insertelement <8 x i64> poison, i64 %t201, i64 0
  %t203 = shufflevector <8 x i64> %t202, <8 x i64> poison, <8 x i32> zeroinitializer
  %t204 = icmp slt <8 x i64> %t200, %t203
  %t205 = and <8 x i1> %t199, %t204
  %t206 = and <8 x i1> %t197, %t205
  store <8 x i1> %t206, ptr %v22.0
  %t207 = load <8 x double>, ptr %v14.0
  %t208 = fmul <8 x double> %t207, %t207
  %t209 = load <8 x double>, ptr %v13.0
  %t210 = fadd <8 x double> %t208, %t209
  store <8 x double> %t210, ptr %v14.0
  %t211 = load <8 x i64>, ptr %v15.0
  %t212 = add <8 x i64> %t211, splat (i64 1)
  store <8 x i64> %t212, ptr %v15.0
  %t213 = load <8 x i1>, ptr %v22.0
  %t214 = load <8 x double>, ptr %v14.0
  %t215 = fcmp olt <8 x double> %t214, splat (double 0x4010000000000000)
  %t216 = load <8 x i64>, ptr %v15.0
  %t217 = load i64, ptr %v1
  %t218 = insertelement <8 x i64> poison, i64 %t217, i64 0
  %t219 = shufflevector <8 x i64> %t218, <8 x i64> poison, <8 x i32> zeroinitializer
  %t220 = icmp slt <8 x i64> %t216, %t219
  %t221 = and <8 x i1> %t215, %t220
  %t222 = and <8 x i1> %t213, %t221
  store <8 x i1> %t222, ptr %v22.0
  %t223 = load <8 x double>, ptr %v14.0
  %t224 = fmul <8 x double> %t223, %t223
  %t225 = load <8 x double>, ptr %v13.0
  %t226 = fadd <8 x double> %t224, %t225
  store <8 x double> %t226, ptr %v14.0
  %t227 = load <8 x i64>, ptr %v15.0
  %t228 = add <8 x i64> %t227, splat (i64 1)
  store <8 x i64> %t228, ptr %v15.0
  %t229 = load <8 x i1>, ptr %v22.0
  %t230 = load <8 x double>, ptr %v14.0
  %t231 = fcmp olt <8 x double> %t230, splat (double 0x4010000000000000)
  %t232 = load <8 x i64>, ptr %v15.0
  %t233 = load i64, ptr %v1
  %t234 = insertelement <8 x i64> poison, i64 %t233, i64 0
  %t235 = shufflevector <8 x i64> %t234, <8 x i64> poison, <8 x i32> zeroinitializer
  %t236 = icmp slt <8 x i64> %t232, %t235
  %t237 = and <8 x i1> %t231, %t236
  %t238 = and <8 x i1> %t229, %t237
  store <8 x i1> %t238, ptr %v22.0
  %t239 = load <8 x double>, ptr %v14.0
  %t240 = fmul <8 x double> %t239, %t239
  %t241 = load <8 x double>, ptr %v13.0
  %t242 = fadd <8 x double> %t240, %t241
  store <8 x double> %t242, ptr %v14.0
  %t243 = load <8 x i64>, ptr %v15.0
  %t244 = add <8 x i64> %t243, splat (i64 1)
  store <8 x i64> %t244, ptr %v15.0
  %t245 = load <8 x i1>, ptr %v22.0
  %t246 = load <8 x double>, ptr %v14.0
  %t247 = fcmp olt <8 x double> %t246, splat (double 0x4010000000000000)
  %t248 = load <8 x i64>, ptr %v15.0
  %t249 = load i64, ptr %v1
  %t250 = insertelement <8 x i64> poison, i64 %t249, i64 0
  %t251 = shufflevector <8 x i64> %t250, <8 x i64> poison, <8 x i32> zeroinitializer
  %t252 = icmp slt <8 x i64> %t248, %t251
  %t253 = and <8 x i1> %t247, %t252
  %t254 = and <8 x i1> %t245, %t253
  store <8 x i1> %t254, ptr %v22.0
  %t255 = load <8 x double>, ptr %v14.0
  %t256 = fmul <8 x double> %t255, %t255
  %t257 = load <8 x double>, ptr %v13.0
  %t258 = fadd <8 x double> %t256, %t257
  store <8 x double> %t258, ptr %v14.0
  %t259 = load <8 x i64>, ptr %v15.0
  %t260 = add <8 x i64> %t259, splat (i64 1)
  store <8 x i64> %t260, ptr %v15.0
  %t261 = load <8 x i1>, ptr %v22.0
  %t262 = load <8 x double>, ptr %v14.0
  %t263 = fcmp olt <8 x double> %t262, splat (double 0x4010000000000000)
  %t264 = load <8 x i64>, ptr %v15.0
  %t265 = load i64, ptr %v1
  %t266 = insertelement <8 x i64> poison, i64 %t265, i64 0
  %t267 = shufflevector <8 x i64> %t266, <8 x i64> poison, <8 x i32> zeroinitializer
  %t268 = icmp slt <8 x i64> %t264, %t267
  %t269 = and <8 x i1> %t263, %t268
  %t270 = and <8 x i1> %t261, %t269
  store <8 x i1> %t270, ptr %v22.0
  %t271 = load <8 x double>, ptr %v14.0
  %t272 = fmul <8 x double> %t271, %t271
  %t273 = load <8 x double>, ptr %v13.0
  %t274 = fadd <8 x double> %t272, %t273
  store <8 x double> %t274, ptr %v14.0
  %t275 = load <8 x i64>, ptr %v15.0
  %t276 = add <8 x i64> %t275, splat (i64 1)
  store <8 x i64> %t276, ptr %v15.0
  %t277 = load <8 x i1>, ptr %v22.0
  %t278 = load <8 x double>, ptr %v14.0
  %t279 = fcmp olt <8 x double> %t278, splat (double 0x4010000000000000)
  %t280 = load <8 x i64>, ptr %v15.0
  %t281 = load i64, ptr %v1
  %t282 = insertelement <8 x i64> poison, i64 %t281, i64 0
  %t283 = shufflevector <8 x i64> %t282, <8 x i64> poison, <8 x i32> zeroinitializer
  %t284 = icmp slt <8 x i64> %t280, %t283
  %t285 = and <8 x i1> %t279, %t284
  %t286 = and <8 x i1> %t277, %t285
  store <8 x i1> %t286, ptr %v22.0
  %t287 = load <8 x double>, ptr %v14.0
  %t288 = fmul <8 x double> %t287, %t287
  %t289 = load <8 x double>, ptr %v13.0
  %t290 = fadd <8 x double> %t288, %t289
  store <8 x double> %t290, ptr %v14.0
  %t291 = load <8 x i64>, ptr %v15.0
  %t292 = add <8 x i64> %t291, splat (i64 1)
  store <8 x i64> %t292, ptr %v15.0
  %t293 = load <8 x i1>, ptr %v19.0
  %t294 = load <8 x i1>, ptr %v22.0
  %t295 = xor <8 x i1> %t294, splat (i1 -1)
  %t296 = and <8 x i1> %t293, %t295
  %t297 = bitcast <8 x i1> %t296 to i8
  %t298 = icmp ne i8 %t297, 0
  br i1 %t298, label %then299, label %else299, !prof !1
then299:
  %t300 = load <8 x i1>, ptr %v19.0
  %t301 = load <8 x i1>, ptr %v22.0
  %t302 = and <8 x i1> %t300, %t301
  %t303 = load <8 x double>, ptr %v14.0
  %t304 = load <8 x double>, ptr %v20.0
  %t305 = select <8 x i1> %t302, <8 x double> %t303, <8 x double> %t304
  store <8 x double> %t305, ptr %v14.0
  %t306 = load <8 x i1>, ptr %v19.0
  %t307 = load <8 x i1>, ptr %v22.0
  %t308 = and <8 x i1> %t306, %t307
  %t309 = load <8 x i64>, ptr %v15.0
  %t310 = load <8 x i64>, ptr %v21.0
  %t311 = select <8 x i1> %t308, <8 x i64> %t309, <8 x i64> %t310
  store <8 x i64> %t311, ptr %v15.0
  %t312 = load <8 x i1>, ptr %v18.0
  %t313 = load <8 x i1>, ptr %v19.0
  %t314 = load <8 x i1>, ptr %v22.0
  %t315 = xor <8 x i1> %t314, splat (i1 -1)
  %t316 = and <8 x i1> %t313, %t315
  %t317 = or <8 x i1> %t312, %t316
  store <8 x i1> %t317, ptr %v18.0
  br label %done299
else299:
  %t318 = load <8 x i1>, ptr %v19.0
  %t319 = load <8 x double>, ptr %v14.0
  %t320 = load <8 x double>, ptr %v20.0
  %t321 = select <8 x i1> %t318, <8 x double> %t319, <8 x double> %t320
  store <8 x double> %t321, ptr %v14.0
  %t322 = load <8 x i1>, ptr %v19.0
  %t323 = load <8 x i64>, ptr %v15.0
  %t324 = load <8 x i64>, ptr %v21.0
  %t325 = select <8 x i1> %t322, <8 x i64> %t323, <8 x i64> %t324
  store <8 x i64> %t325, ptr %v15.0
  br label %done299
done299:
  br label %next5
done163:
  store i64 0, ptr %v23
  br label %head6
head6:
  %t326 = load i64, ptr %v23
  %t327 = icmp slt i64 %t326, 8
  br i1 %t327, label %body6, label %end6, !prof !0
body6:
  %t328 = load <8 x i1>, ptr %v7.0
  %t329 = bitcast <8 x i1> %t328 to i8
  %t330 = icmp ne i8 %t329, 0
  %t331 = xor i1 %t330, true
  br i1 %t331, label %then332, label %done332, !prof !1
then332:
  br label %end5
done332:
  %t333 = load <8 x i1>, ptr %v7.0
  %t334 = load <8 x double>, ptr %v14.0
  %t335 = fcmp olt <8 x double> %t334, splat (double 0x4010000000000000)
  %t336 = load <8 x i64>, ptr %v15.0
  %t337 = load i64, ptr %v1
  %t338 = insertelement <8 x i64> poison, i64 %t337, i64 0
  %t339 = shufflevector <8 x i64> %t338, <8 x i64> poison, <8 x i32> zeroinitializer
  %t340 = icmp slt <8 x i64> %t336, %t339
  %t341 = and <8 x i1> %t335, %t340
  %t342 = xor <8 x i1> %t341, splat (i1 -1)
  %t343 = and <8 x i1> %t333, %t342
  store <8 x i1> %t343, ptr %v24.0
  %t344 = load <8 x i1>, ptr %v24.0
  store <8 x i1> %t344, ptr %v25.0
  %t345 = load <8 x i1>, ptr %v24.0
  %t346 = xor <8 x i1> %t345, splat (i1 -1)
  %t347 = and <8 x i1> %t345, %t346
  store <8 x i1> %t347, ptr %v24.0
  %t348 = load <8 x i1>, ptr %v7.0
  %t349 = load <8 x i1>, ptr %v25.0
  %t350 = xor <8 x i1> %t349, splat (i1 -1)
  %t351 = and <8 x i1> %t348, %t350
  store <8 x i1> %t351, ptr %v7.0
  %t352 = load <8 x i1>, ptr %v7.0
  %t353 = load <8 x i1>, ptr %v25.0
  %t354 = xor <8 x i1> %t353, splat (i1 -1)
  %t355 = and <8 x i1> %t352, %t354
  store <8 x i1> %t355, ptr %v7.0
  %t356 = load <8 x double>, ptr %v14.0
  %t357 = fmul <8 x double> %t356, %t356
  %t358 = load <8 x double>, ptr %v13.0
  %t359 = fadd <8 x double> %t357, %t358
  store <8 x double> %t359, ptr %v14.0
  %t360 = load <8 x i1>, ptr %v7.0
  %t361 = load <8 x i64>, ptr %v15.0
  %t362 = add <8 x i64> %t361, splat (i64 1)
  %t363 = select <8 x i1> %t360, <8 x i64> %t362, <8 x i64> %t361
  store <8 x i64> %t363, ptr %v15.0
  br label %next6
next6:
  %t364 = load i64, ptr %v23
  %t365 = add nsw i64 %t364, 1
  store i64 %t365, ptr %v23
  br label %head6
end6:
  store <8 x i1> splat (i1 false), ptr %v18.0
  store i64 0, ptr %v17
  %t366 = load i64, ptr %v5
  %t367 = load i64, ptr %v4
  %t368 = icmp slt i64 %t366, %t367
  br i1 %t368, label %then369, label %done369, !prof !0
then369:
  br label %end5
done369:
  br label %next5
end5:
  br label %next4
end4:
  %t370 = load i64, ptr %v4
  ret i64 %t370
fail:
  %t371 = load i64, ptr %exit_id
  switch i64 %t371, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t372 = load i64, ptr %s3
  ret i64 %t372
}

declare i32 @llvm.ctpop.i32(i32) nounwind
declare <8 x double> @llvm.masked.gather.v8f64.v8p0(<8 x ptr>, <8 x i1>, <8 x double>) nounwind
declare void @llvm.masked.scatter.v8i64.v8p0(<8 x i64>, <8 x ptr>, <8 x i1>) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
