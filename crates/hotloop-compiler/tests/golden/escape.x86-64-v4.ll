target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="512" "stackrealign" {
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
  %v20 = alloca i64
  %v21.0 = alloca <8 x double>
  %v22.0 = alloca <8 x i64>
  %v23.0 = alloca <8 x i1>
  %v24 = alloca i64
  %v25.0 = alloca <8 x i1>
  %v26.0 = alloca <8 x i1>
  %v27.0 = alloca <8 x i1>
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
  %t137 = load i64, ptr %v5
  %t138 = load i64, ptr %v4
  %t139 = icmp slt i64 %t137, %t138
  %t140 = load <8 x i1>, ptr %v7.0
  %t141 = bitcast <8 x i1> %t140 to i8
  %t142 = zext i8 %t141 to i32
  %t143 = call i32 @llvm.ctpop.i32(i32 %t142)
  %t144 = zext i32 %t143 to i64
  %t145 = select i1 %t139, i64 8, i64 %t144
  %t146 = load <8 x i1>, ptr %v19.0
  %t147 = bitcast <8 x i1> %t146 to i8
  %t148 = zext i8 %t147 to i32
  %t149 = call i32 @llvm.ctpop.i32(i32 %t148)
  %t150 = zext i32 %t149 to i64
  %t151 = sub i64 %t145, %t150
  store i64 %t151, ptr %v20
  %t152 = load i64, ptr %v17
  %t153 = load i64, ptr %v20
  %t154 = add i64 %t152, %t153
  store i64 %t154, ptr %v17
  %t155 = load i64, ptr %v17
  %t156 = icmp slt i64 %t155, 8
  %t157 = load <8 x i1>, ptr %v19.0
  %t158 = bitcast <8 x i1> %t157 to i8
  %t159 = zext i8 %t158 to i32
  %t160 = call i32 @llvm.ctpop.i32(i32 %t159)
  %t161 = zext i32 %t160 to i64
  %t162 = icmp sgt i64 %t161, 0
  %t163 = and i1 %t156, %t162
  br i1 %t163, label %then164, label %done164, !prof !0
then164:
  br label %next6
next6:
  %t166 = load i64, ptr %countdown
  %t167 = sub i64 %t166, 1
  store i64 %t167, ptr %countdown
  %t168 = icmp slt i64 %t167, 0
  br i1 %t168, label %poll165, label %go165, !prof !1
poll165:
  %t169 = getelementptr i8, ptr %host, i64 24
  %t170 = load ptr, ptr %t169
  %t171 = call i64 %t170(ptr %host)
  %t172 = getelementptr i8, ptr %host, i64 16
  %t173 = load i64, ptr %t172
  store i64 %t173, ptr %countdown
  %t174 = icmp ne i64 %t171, 0
  br i1 %t174, label %fail, label %go165, !prof !1
go165:
  %t175 = load <8 x double>, ptr %v14.0
  store <8 x double> %t175, ptr %v21.0
  %t176 = load <8 x i64>, ptr %v15.0
  store <8 x i64> %t176, ptr %v22.0
  store <8 x i1> splat (i1 true), ptr %v23.0
  %t177 = load <8 x double>, ptr %v14.0
  %t178 = fcmp olt <8 x double> %t177, splat (double 0x4010000000000000)
  %t179 = load <8 x i64>, ptr %v15.0
  %t180 = load i64, ptr %v1
  %t181 = insertelement <8 x i64> poison, i64 %t180, i64 0
  %t182 = shufflevector <8 x i64> %t181, <8 x i64> poison, <8 x i32> zeroinitializer
  %t183 = icmp slt <8 x i64> %t179, %t182
  %t184 = and <8 x i1> %t178, %t183
  %t185 = and <8 x i1> %t184, splat (i1 true)
  store <8 x i1> %t185, ptr %v23.0
  %t186 = load <8 x double>, ptr %v14.0
  %t187 = fmul <8 x double> %t186, %t186
  %t188 = load <8 x double>, ptr %v13.0
  %t189 = fadd <8 x double> %t187, %t188
  store <8 x double> %t189, ptr %v14.0
  %t190 = load <8 x i64>, ptr %v15.0
  %t191 = add <8 x i64> %t190, splat (i64 1)
  store <8 x i64> %t191, ptr %v15.0
  %t192 = load <8 x i1>, ptr %v23.0
  %t193 = load <8 x double>, ptr %v14.0
  %t194 = fcmp olt <8 x double> %t193, splat (double 0x4010000000000000)
  %t195 = load <8 x i64>, ptr %v15.0
  %t196 = load i64, ptr %v1
  %t197 = insertelement <8 x i64> poison, i64 %t196, i64 0
  %t198 = shufflevector <8 x i64> %t197, <8 x i64> poison, <8 x i32> zeroinitializer
  %t199 = icmp slt <8 x i64> %t195, %t198
  %t200 = and <8 x i1> %t194, %t199
  %t201 = and <8 x i1> %t192, %t200
  store <8 x i1> %t201, ptr %v23.0
  %t202 = load <8 x double>, ptr %v14.0
  %t203 = fmul <8 x double> %t202, %t202
  %t204 = load <8 x double>, ptr %v13.0
  %t205 = fadd <8 x double> %t203, %t204
  store <8 x double> %t205, ptr %v14.0
  %t206 = load <8 x i64>, ptr %v15.0
  %t207 = add <8 x i64> %t206, splat (i64 1)
  store <8 x i64> %t207, ptr %v15.0
  %t208 = load <8 x i1>, ptr %v23.0
  %t209 = load <8 x double>, ptr %v14.0
  %t210 = fcmp olt <8 x double> %t209, splat (double 0x4010000000000000)
  %t211 = load <8 x i64>, ptr %v15.0
  %t212 = load i64, ptr %v1
  %t213 = insertelement <8 x i64> poison, i64 %t212, i64 0
  %t214 = shufflevector <8 x i64> %t213, <8 x i64> poison, <8 x i32> zeroinitializer
  %t215 = icmp slt <8 x i64> %t211, %t214
  %t216 = and <8 x i1> %t210, %t215
  %t217 = and <8 x i1> %t208, %t216
  store <8 x i1> %t217, ptr %v23.0
  %t218 = load <8 x double>, ptr %v14.0
  %t219 = fmul <8 x double> %t218, %t218
  %t220 = load <8 x double>, ptr %v13.0
  %t221 = fadd <8 x double> %t219, %t220
  store <8 x double> %t221, ptr %v14.0
  %t222 = load <8 x i64>, ptr %v15.0
  %t223 = add <8 x i64> %t222, splat (i64 1)
  store <8 x i64> %t223, ptr %v15.0
  %t224 = load <8 x i1>, ptr %v23.0
  %t225 = load <8 x double>, ptr %v14.0
  %t226 = fcmp olt <8 x double> %t225, splat (double 0x4010000000000000)
  %t227 = load <8 x i64>, ptr %v15.0
  %t228 = load i64, ptr %v1
  %t229 = insertelement <8 x i64> poison, i64 %t228, i64 0
  %t230 = shufflevector <8 x i64> %t229, <8 x i64> poison, <8 x i32> zeroinitializer
  %t231 = icmp slt <8 x i64> %t227, %t230
  %t232 = and <8 x i1> %t226, %t231
  %t233 = and <8 x i1> %t224, %t232
  store <8 x i1> %t233, ptr %v23.0
  %t234 = load <8 x double>, ptr %v14.0
  %t235 = fmul <8 x double> %t234, %t234
  %t236 = load <8 x double>, ptr %v13.0
  %t237 = fadd <8 x double> %t235, %t236
  store <8 x double> %t237, ptr %v14.0
  %t238 = load <8 x i64>, ptr %v15.0
  %t239 = add <8 x i64> %t238, splat (i64 1)
  store <8 x i64> %t239, ptr %v15.0
  %t240 = load <8 x i1>, ptr %v23.0
  %t241 = load <8 x double>, ptr %v14.0
  %t242 = fcmp olt <8 x double> %t241, splat (double 0x4010000000000000)
  %t243 = load <8 x i64>, ptr %v15.0
  %t244 = load i64, ptr %v1
  %t245 = insertelement <8 x i64> poison, i64 %t244, i64 0
  %t246 = shufflevector <8 x i64> %t245, <8 x i64> poison, <8 x i32> zeroinitializer
  %t247 = icmp slt <8 x i64> %t243, %t246
  %t248 = and <8 x i1> %t242, %t247
  %t249 = and <8 x i1> %t240, %t248
  store <8 x i1> %t249, ptr %v23.0
  %t250 = load <8 x double>, ptr %v14.0
  %t251 = fmul <8 x double> %t250, %t250
  %t252 = load <8 x double>, ptr %v13.0
  %t253 = fadd <8 x double> %t251, %t252
  store <8 x double> %t253, ptr %v14.0
  %t254 = load <8 x i64>, ptr %v15.0
  %t255 = add <8 x i64> %t254, splat (i64 1)
  store <8 x i64> %t255, ptr %v15.0
  %t256 = load <8 x i1>, ptr %v23.0
  %t257 = load <8 x double>, ptr %v14.0
  %t258 = fcmp olt <8 x double> %t257, splat (double 0x4010000000000000)
  %t259 = load <8 x i64>, ptr %v15.0
  %t260 = load i64, ptr %v1
  %t261 = insertelement <8 x i64> poison, i64 %t260, i64 0
  %t262 = shufflevector <8 x i64> %t261, <8 x i64> poison, <8 x i32> zeroinitializer
  %t263 = icmp slt <8 x i64> %t259, %t262
  %t264 = and <8 x i1> %t258, %t263
  %t265 = and <8 x i1> %t256, %t264
  store <8 x i1> %t265, ptr %v23.0
  %t266 = load <8 x double>, ptr %v14.0
  %t267 = fmul <8 x double> %t266, %t266
  %t268 = load <8 x double>, ptr %v13.0
  %t269 = fadd <8 x double> %t267, %t268
  store <8 x double> %t269, ptr %v14.0
  %t270 = load <8 x i64>, ptr %v15.0
  %t271 = add <8 x i64> %t270, splat (i64 1)
  store <8 x i64> %t271, ptr %v15.0
  %t272 = load <8 x i1>, ptr %v23.0
  %t273 = load <8 x double>, ptr %v14.0
  %t274 = fcmp olt <8 x double> %t273, splat (double 0x4010000000000000)
  %t275 = load <8 x i64>, ptr %v15.0
  %t276 = load i64, ptr %v1
  %t277 = insertelement <8 x i64> poison, i64 %t276, i64 0
  %t278 = shufflevector <8 x i64> %t277, <8 x i64> poison, <8 x i32> zeroinitializer
  %t279 = icmp slt <8 x i64> %t275, %t278
  %t280 = and <8 x i1> %t274, %t279
  %t281 = and <8 x i1> %t272, %t280
  store <8 x i1> %t281, ptr %v23.0
  %t282 = load <8 x double>, ptr %v14.0
  %t283 = fmul <8 x double> %t282, %t282
  %t284 = load <8 x double>, ptr %v13.0
  %t285 = fadd <8 x double> %t283, %t284
  store <8 x double> %t285, ptr %v14.0
  %t286 = load <8 x i64>, ptr %v15.0
  %t287 = add <8 x i64> %t286, splat (i64 1)
  store <8 x i64> %t287, ptr %v15.0
  %t288 = load <8 x i1>, ptr %v23.0
  %t289 = load <8 x double>, ptr %v14.0
  %t290 = fcmp olt <8 x double> %t289, splat (double 0x4010000000000000)
  %t291 = load <8 x i64>, ptr %v15.0
  %t292 = load i64, ptr %v1
  %t293 = insertelement <8 x i64> poison, i64 %t292, i64 0
  %t294 = shufflevector <8 x i64> %t293, <8 x i64> poison, <8 x i32> zeroinitializer
  %t295 = icmp slt <8 x i64> %t291, %t294
  %t296 = and <8 x i1> %t290, %t295
  %t297 = and <8 x i1> %t288, %t296
  store <8 x i1> %t297, ptr %v23.0
  %t298 = load <8 x double>, ptr %v14.0
  %t299 = fmul <8 x double> %t298, %t298
  %t300 = load <8 x double>, ptr %v13.0
  %t301 = fadd <8 x double> %t299, %t300
  store <8 x double> %t301, ptr %v14.0
  %t302 = load <8 x i64>, ptr %v15.0
  %t303 = add <8 x i64> %t302, splat (i64 1)
  store <8 x i64> %t303, ptr %v15.0
  %t304 = load <8 x i1>, ptr %v19.0
  %t305 = load <8 x i1>, ptr %v23.0
  %t306 = xor <8 x i1> %t305, splat (i1 -1)
  %t307 = and <8 x i1> %t304, %t306
  %t308 = bitcast <8 x i1> %t307 to i8
  %t309 = icmp ne i8 %t308, 0
  br i1 %t309, label %then310, label %else310, !prof !1
then310:
  %t311 = load <8 x i1>, ptr %v19.0
  %t312 = load <8 x i1>, ptr %v23.0
  %t313 = and <8 x i1> %t311, %t312
  %t314 = load <8 x double>, ptr %v14.0
  %t315 = load <8 x double>, ptr %v21.0
  %t316 = select <8 x i1> %t313, <8 x double> %t314, <8 x double> %t315
  store <8 x double> %t316, ptr %v14.0
  %t317 = load <8 x i1>, ptr %v19.0
  %t318 = load <8 x i1>, ptr %v23.0
  %t319 = and <8 x i1> %t317, %t318
  %t320 = load <8 x i64>, ptr %v15.0
  %t321 = load <8 x i64>, ptr %v22.0
  %t322 = select <8 x i1> %t319, <8 x i64> %t320, <8 x i64> %t321
  store <8 x i64> %t322, ptr %v15.0
  %t323 = load <8 x i1>, ptr %v18.0
  %t324 = load <8 x i1>, ptr %v19.0
  %t325 = load <8 x i1>, ptr %v23.0
  %t326 = xor <8 x i1> %t325, splat (i1 -1)
  %t327 = and <8 x i1> %t324, %t326
  %t328 = or <8 x i1> %t323, %t327
  store <8 x i1> %t328, ptr %v18.0
  br label %next5
else310:
  %t329 = load <8 x i1>, ptr %v19.0
  %t330 = load <8 x double>, ptr %v14.0
  %t331 = load <8 x double>, ptr %v21.0
  %t332 = select <8 x i1> %t329, <8 x double> %t330, <8 x double> %t331
  store <8 x double> %t332, ptr %v14.0
  %t333 = load <8 x i1>, ptr %v19.0
  %t334 = load <8 x i64>, ptr %v15.0
  %t335 = load <8 x i64>, ptr %v22.0
  %t336 = select <8 x i1> %t333, <8 x i64> %t334, <8 x i64> %t335
  store <8 x i64> %t336, ptr %v15.0
  br label %done310
done310:
  %t337 = load i64, ptr %v17
  %t338 = load i64, ptr %v20
  %t339 = add i64 %t337, %t338
  store i64 %t339, ptr %v17
  %t340 = load i64, ptr %v17
  %t341 = icmp sge i64 %t340, 8
  br i1 %t341, label %then342, label %done342, !prof !1
then342:
  br label %end6
done342:
  br label %next6
end6:
  br label %done164
done164:
  store i64 0, ptr %v24
  br label %head7
head7:
  %t343 = load i64, ptr %v24
  %t344 = icmp slt i64 %t343, 8
  br i1 %t344, label %body7, label %end7, !prof !0
body7:
  %t345 = load <8 x i1>, ptr %v7.0
  %t346 = bitcast <8 x i1> %t345 to i8
  %t347 = icmp ne i8 %t346, 0
  %t348 = xor i1 %t347, true
  br i1 %t348, label %then349, label %done349, !prof !1
then349:
  br label %end5
done349:
  %t350 = load <8 x i1>, ptr %v7.0
  %t351 = load <8 x double>, ptr %v14.0
  %t352 = fcmp olt <8 x double> %t351, splat (double 0x4010000000000000)
  %t353 = load <8 x i64>, ptr %v15.0
  %t354 = load i64, ptr %v1
  %t355 = insertelement <8 x i64> poison, i64 %t354, i64 0
  %t356 = shufflevector <8 x i64> %t355, <8 x i64> poison, <8 x i32> zeroinitializer
  %t357 = icmp slt <8 x i64> %t353, %t356
  %t358 = and <8 x i1> %t352, %t357
  %t359 = xor <8 x i1> %t358, splat (i1 -1)
  %t360 = and <8 x i1> %t350, %t359
  store <8 x i1> %t360, ptr %v25.0
  %t361 = load <8 x i1>, ptr %v25.0
  store <8 x i1> %t361, ptr %v26.0
  %t362 = load <8 x i1>, ptr %v25.0
  %t363 = xor <8 x i1> %t362, splat (i1 -1)
  %t364 = and <8 x i1> %t362, %t363
  store <8 x i1> %t364, ptr %v25.0
  %t365 = load <8 x i1>, ptr %v7.0
  %t366 = load <8 x i1>, ptr %v26.0
  %t367 = xor <8 x i1> %t366, splat (i1 -1)
  %t368 = and <8 x i1> %t365, %t367
  store <8 x i1> %t368, ptr %v7.0
  %t369 = load <8 x i1>, ptr %v7.0
  %t370 = load <8 x i1>, ptr %v26.0
  %t371 = xor <8 x i1> %t370, splat (i1 -1)
  %t372 = and <8 x i1> %t369, %t371
  store <8 x i1> %t372, ptr %v7.0
  %t373 = load <8 x double>, ptr %v14.0
  %t374 = fmul <8 x double> %t373, %t373
  %t375 = load <8 x double>, ptr %v13.0
  %t376 = fadd <8 x double> %t374, %t375
  store <8 x double> %t376, ptr %v14.0
  %t377 = load <8 x i1>, ptr %v7.0
  %t378 = load <8 x i64>, ptr %v15.0
  %t379 = add <8 x i64> %t378, splat (i64 1)
  %t380 = select <8 x i1> %t377, <8 x i64> %t379, <8 x i64> %t378
  store <8 x i64> %t380, ptr %v15.0
  br label %next7
next7:
  %t381 = load i64, ptr %v24
  %t382 = add nsw i64 %t381, 1
  store i64 %t382, ptr %v24
  br label %head7
end7:
  store <8 x i1> splat (i1 false), ptr %v18.0
  store i64 0, ptr %v17
  %t383 = load i64, ptr %v5
  %t384 = load i64, ptr %v4
  %t385 = icmp slt i64 %t383, %t384
  br i1 %t385, label %then386, label %done386, !prof !0
then386:
  br label %end5
done386:
  br label %next5
end5:
  br label %next4
end4:
  %t387 = load i64, ptr %v4
  ret i64 %t387
fail:
  %t388 = load i64, ptr %exit_id
  switch i64 %t388, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t389 = load i64, ptr %s3
  ret i64 %t389
}

declare i32 @llvm.ctpop.i32(i32) nounwind
declare <8 x double> @llvm.masked.gather.v8f64.v8p0(<8 x ptr>, <8 x i1>, <8 x double>) nounwind
declare void @llvm.masked.scatter.v8i64.v8p0(<8 x i64>, <8 x ptr>, <8 x i1>) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
