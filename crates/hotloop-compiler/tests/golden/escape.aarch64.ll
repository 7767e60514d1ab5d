target triple = "aarch64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="128" {
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
  %v6.0 = alloca <2 x i64>
  %v7.0 = alloca <2 x i64>
  %v8.0 = alloca <2 x i64>
  %v9.0 = alloca <2 x i64>
  %v10.0 = alloca <2 x i64>
  %v11.0 = alloca <2 x i64>
  %v12.0 = alloca <2 x double>
  %v13.0 = alloca <2 x double>
  %v14.0 = alloca <2 x double>
  %v15.0 = alloca <2 x i64>
  %v16.0 = alloca <2 x i64>
  %v17 = alloca i64
  %v18.0 = alloca <2 x i64>
  %v19.0 = alloca <2 x i64>
  %v20.0 = alloca <2 x double>
  %v21.0 = alloca <2 x i64>
  %v22.0 = alloca <2 x i64>
  %v23 = alloca i64
  %v24.0 = alloca <2 x i64>
  %v25.0 = alloca <2 x i64>
  %v26.0 = alloca <2 x i64>
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
  store <2 x i64> splat (i64 0), ptr %v6.0
  store <2 x i64> splat (i64 0), ptr %v11.0
  store <2 x double> splat (double 0x0000000000000000), ptr %v13.0
  store <2 x double> splat (double 0x0000000000000000), ptr %v14.0
  store <2 x i64> splat (i64 0), ptr %v15.0
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  store <2 x i64> splat (i64 0), ptr %v7.0
  store <2 x i64> splat (i64 0), ptr %v8.0
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
  %t36 = load <2 x i64>, ptr %v8.0
  %t37 = load <2 x i64>, ptr %v7.0
  %t38 = xor <2 x i64> %t37, splat (i64 -1)
  %t39 = and <2 x i64> %t36, %t38
  store <2 x i64> %t39, ptr %v9.0
  %t40 = load <2 x i64>, ptr %v9.0
  %t41 = icmp slt <2 x i64> %t40, zeroinitializer
  %t42 = bitcast <2 x i1> %t41 to i2
  %t43 = icmp ne i2 %t42, 0
  br i1 %t43, label %then44, label %done44
then44:
  %t45 = load <2 x i64>, ptr %v9.0
  %t46 = load <2 x i64>, ptr %v15.0
  %t47 = load <2 x i64>, ptr %v6.0
  %t48 = load ptr, ptr %v2.data
  %t49 = getelementptr i64, ptr %t48, <2 x i64> %t47
  %t50 = icmp slt <2 x i64> %t45, zeroinitializer
  call void @llvm.masked.scatter.v2i64.v2p0(<2 x i64> %t46, <2 x ptr> align 8 %t49, <2 x i1> %t50)
  br label %done44
done44:
  %t51 = load <2 x i64>, ptr %v7.0
  %t52 = xor <2 x i64> %t51, splat (i64 -1)
  %t53 = load i64, ptr %v5
  %t54 = insertelement <2 x i64> poison, i64 %t53, i64 0
  %t55 = shufflevector <2 x i64> %t54, <2 x i64> poison, <2 x i32> zeroinitializer
  %t56 = icmp slt <2 x i64> %t52, zeroinitializer
  %t57 = zext <2 x i1> %t56 to <2 x i64>
  %t58 = shufflevector <2 x i64> %t57, <2 x i64> zeroinitializer, <2 x i32> <i32 2, i32 0>
  %t59 = add <2 x i64> %t57, %t58
  %t60 = sub <2 x i64> %t59, %t57
  %t61 = insertelement <2 x i64> poison, i64 0, i64 0
  %t62 = shufflevector <2 x i64> %t61, <2 x i64> poison, <2 x i32> zeroinitializer
  %t63 = add <2 x i64> %t60, %t62
  %t64 = icmp slt <2 x i64> %t52, zeroinitializer
  %t65 = bitcast <2 x i1> %t64 to i2
  %t66 = zext i2 %t65 to i32
  %t67 = call i32 @llvm.ctpop.i32(i32 %t66)
  %t68 = zext i32 %t67 to i64
  %t69 = add i64 0, %t68
  %t70 = add <2 x i64> %t55, %t63
  %t71 = load <2 x i64>, ptr %v6.0
  %t72 = icmp slt <2 x i64> %t52, zeroinitializer
  %t73 = select <2 x i1> %t72, <2 x i64> %t70, <2 x i64> %t71
  store <2 x i64> %t73, ptr %v6.0
  %t74 = load <2 x i64>, ptr %v7.0
  %t75 = xor <2 x i64> %t74, splat (i64 -1)
  %t76 = load <2 x i64>, ptr %v6.0
  %t77 = load i64, ptr %v4
  %t78 = insertelement <2 x i64> poison, i64 %t77, i64 0
  %t79 = shufflevector <2 x i64> %t78, <2 x i64> poison, <2 x i32> zeroinitializer
  %t80 = icmp slt <2 x i64> %t76, %t79
  %t81 = sext <2 x i1> %t80 to <2 x i64>
  %t82 = and <2 x i64> %t75, %t81
  store <2 x i64> %t82, ptr %v10.0
  %t83 = load i64, ptr %v5
  %t84 = load <2 x i64>, ptr %v10.0
  %t85 = icmp slt <2 x i64> %t84, zeroinitializer
  %t86 = bitcast <2 x i1> %t85 to i2
  %t87 = zext i2 %t86 to i32
  %t88 = call i32 @llvm.ctpop.i32(i32 %t87)
  %t89 = zext i32 %t88 to i64
  %t90 = add i64 %t83, %t89
  store i64 %t90, ptr %v5
  %t91 = load <2 x i64>, ptr %v7.0
  %t92 = load <2 x i64>, ptr %v10.0
  %t93 = or <2 x i64> %t91, %t92
  store <2 x i64> %t93, ptr %v8.0
  %t94 = load <2 x i64>, ptr %v8.0
  %t95 = icmp slt <2 x i64> %t94, zeroinitializer
  %t96 = bitcast <2 x i1> %t95 to i2
  %t97 = icmp ne i2 %t96, 0
  %t98 = xor i1 %t97, true
  br i1 %t98, label %then99, label %done99, !prof !1
then99:
  br label %end4
done99:
  %t100 = load <2 x i64>, ptr %v10.0
  %t101 = icmp slt <2 x i64> %t100, zeroinitializer
  %t102 = bitcast <2 x i1> %t101 to i2
  %t103 = icmp ne i2 %t102, 0
  br i1 %t103, label %then104, label %done104, !prof !0
then104:
  %t105 = load <2 x i64>, ptr %v10.0
  %t106 = load <2 x i64>, ptr %v6.0
  %t107 = load ptr, ptr %v0.data
  %t108 = getelementptr double, ptr %t107, <2 x i64> %t106
  %t109 = icmp slt <2 x i64> %t105, zeroinitializer
  %t110 = insertelement <2 x ptr> poison, ptr @hotloop_nothing, i64 0
  %t111 = shufflevector <2 x ptr> %t110, <2 x ptr> poison, <2 x i32> zeroinitializer
  %t112 = select <2 x i1> %t109, <2 x ptr> %t108, <2 x ptr> %t111
  %t113 = extractelement <2 x ptr> %t112, i64 0
  %t114 = getelementptr double, ptr %t113, i64 0
  %t115 = extractelement <2 x ptr> %t112, i64 1
  %t116 = getelementptr double, ptr %t115, i64 0
  %t117 = load double, ptr %t114, align 8
  %t118 = insertelement <2 x double> poison, double %t117, i64 0
  %t119 = load double, ptr %t116, align 8
  %t120 = insertelement <2 x double> %t118, double %t119, i64 1
  store <2 x double> %t120, ptr %v12.0
  %t121 = load <2 x i64>, ptr %v10.0
  %t122 = load <2 x double>, ptr %v12.0
  %t123 = load <2 x double>, ptr %v13.0
  %t124 = icmp slt <2 x i64> %t121, zeroinitializer
  %t125 = select <2 x i1> %t124, <2 x double> %t122, <2 x double> %t123
  store <2 x double> %t125, ptr %v13.0
  %t126 = load <2 x i64>, ptr %v10.0
  %t127 = load <2 x double>, ptr %v14.0
  %t128 = icmp slt <2 x i64> %t126, zeroinitializer
  %t129 = select <2 x i1> %t128, <2 x double> splat (double 0x0000000000000000), <2 x double> %t127
  store <2 x double> %t129, ptr %v14.0
  %t130 = load <2 x i64>, ptr %v10.0
  %t131 = load <2 x i64>, ptr %v15.0
  %t132 = icmp slt <2 x i64> %t130, zeroinitializer
  %t133 = select <2 x i1> %t132, <2 x i64> splat (i64 0), <2 x i64> %t131
  store <2 x i64> %t133, ptr %v15.0
  %t134 = load <2 x i64>, ptr %v11.0
  %t135 = load <2 x i64>, ptr %v10.0
  %t136 = xor <2 x i64> %t135, splat (i64 -1)
  %t137 = and <2 x i64> %t134, %t136
  %t138 = or <2 x i64> %t137, %t135
  store <2 x i64> %t138, ptr %v11.0
  %t139 = load <2 x i64>, ptr %v7.0
  %t140 = load <2 x i64>, ptr %v10.0
  %t141 = or <2 x i64> %t139, %t140
  store <2 x i64> %t141, ptr %v7.0
  br label %done104
done104:
  store i64 0, ptr %v17
  store <2 x i64> splat (i64 0), ptr %v18.0
  br label %next5
next5:
  %t143 = load i64, ptr %countdown
  %t144 = sub i64 %t143, 1
  store i64 %t144, ptr %countdown
  %t145 = icmp slt i64 %t144, 0
  br i1 %t145, label %poll142, label %go142, !prof !1
poll142:
  %t146 = getelementptr i8, ptr %host, i64 24
  %t147 = load ptr, ptr %t146
  %t148 = call i64 %t147(ptr %host)
  %t149 = getelementptr i8, ptr %host, i64 16
  %t150 = load i64, ptr %t149
  store i64 %t150, ptr %countdown
  %t151 = icmp ne i64 %t148, 0
  br i1 %t151, label %fail, label %go142, !prof !1
go142:
  %t152 = load <2 x i64>, ptr %v7.0
  %t153 = load <2 x i64>, ptr %v18.0
  %t154 = xor <2 x i64> %t153, splat (i64 -1)
  %t155 = and <2 x i64> %t152, %t154
  store <2 x i64> %t155, ptr %v19.0
  %t156 = load i64, ptr %v17
  %t157 = load i64, ptr %v5
  %t158 = load i64, ptr %v4
  %t159 = icmp slt i64 %t157, %t158
  %t160 = load <2 x i64>, ptr %v7.0
  %t161 = icmp slt <2 x i64> %t160, zeroinitializer
  %t162 = bitcast <2 x i1> %t161 to i2
  %t163 = zext i2 %t162 to i32
  %t164 = call i32 @llvm.ctpop.i32(i32 %t163)
  %t165 = zext i32 %t164 to i64
  %t166 = select i1 %t159, i64 2, i64 %t165
  %t167 = load <2 x i64>, ptr %v19.0
  %t168 = icmp slt <2 x i64> %t167, zeroinitializer
  %t169 = bitcast <2 x i1> %t168 to i2
  %t170 = zext i2 %t169 to i32
  %t171 = call i32 @llvm.ctpop.i32(i32 %t170)
  %t172 = zext i32 %t171 to i64
  %t173 = sub i64 %t166, %t172
  %t174 = add i64 %t156, %t173
  store i64 %t174, ptr %v17
  %t175 = load i64, ptr %v17
  %t176 = icmp slt i64 %t175, 2
  %t177 = load <2 x i64>, ptr %v19.0
  %t178 = icmp slt <2 x i64> %t177, zeroinitializer
  %t179 = bitcast <2 x i1> %t178 to i2
  %t180 = zext i2 %t179 to i32
  %t181 = call i32 @llvm.ctpop.i32(i32 %t180)
  %t182 = zext i32 %t181 to i64
  %t183 = icmp sgt i64 %t182, 0
  %t184 = and i1 %t176, %t183
  br i1 %t184, label %then185, label %done185, !prof !0
then185:
  %t186 = load <2 x double>, ptr %v14.0
  store <2 x double> %t186, ptr %v20.0
  %t187 = load <2 x i64>, ptr %v15.0
  store <2 x i64> %t187, ptr %v21.0
  store <2 x i64> splat (i64 -1), ptr %v22.0
  %t188 = load <2 x double>, ptr %v14.0
  %t189 = fcmp olt <2 x double> %t188, splat (double 0x4010000000000000)
  %t190 = sext <2 x i1> %t189 to <2 x i64>
  %t191 = load <2 x i64>, ptr %v15.0
  %t192 = load i64, ptr %v1
  %t193 = insertelement <2 x i64> poison, i64 %t192, i64 0
  %t194 = shufflevector <2 x i64> %t193, <2 x i64> poison, <2 x i32> zeroinitializer
  %t195 = icmp slt <2 x i64> %t191, %t194
  %t196 = sext <2 x i1> %t195 to <2 x i64>
  %t197 = and <2 x i64> %t190, %t196
  %t198 = and <2 x i64> %t197, splat (i64 -1)
  store <2 x i64> %t198, ptr %v22.0
  %t199 = load <2 x double>, ptr %v14.0
  %t200 = fmul <2 x double> %t199, %t199
  %t201 = load <2 x double>, ptr %v13.0
  %t202 = fadd <2 x double> %t200, %t201
  store <2 x double> %t202, ptr %v14.0
  %t203 = load <2 x i64>, ptr %v15.0
  %t204 = add <2 x i64> %t203, splat (i64 1)
  store <2 x i64> %t204, ptr %v15.0
  %t205 = load <2 x i64>, ptr %v22.0
  %t206 = load <2 x double>, ptr %v14.0
  %t207 = fcmp olt <2 x double> %t206, splat (double 0x4010000000000000)
  %t208 = sext <2 x i1> %t207 to <2 x i64>
  %t209 = load <2 x i64>, ptr %v15.0
  %t210 = load i64, ptr %v1
  %t211 = insertelement <2 x i64> poison, i64 %t210, i64 0
  %t212 = shufflevector <2 x i64> %t211, <2 x i64> poison, <2 x i32> zeroinitializer
  %t213 = icmp slt <2 x i64> %t209, %t212
  %t214 = sext <2 x i1> %t213 to <2 x i64>
  %t215 = and <2 x i64> %t208, %t214
  %t216 = and <2 x i64> %t205, %t215
  store <2 x i64> %t216, ptr %v22.0
  %t217 = load <2 x double>, ptr %v14.0
  %t218 = fmul <2 x double> %t217, %t217
  %t219 = load <2 x double>, ptr %v13.0
  %t220 = fadd <2 x double> %t218, %t219
  store <2 x double> %t220, ptr %v14.0
  %t221 = load <2 x i64>, ptr %v15.0
  %t222 = add <2 x i64> %t221, splat (i64 1)
  store <2 x i64> %t222, ptr %v15.0
  %t223 = load <2 x i64>, ptr %v22.0
  %t224 = load <2 x double>, ptr %v14.0
  %t225 = fcmp olt <2 x double> %t224, splat (double 0x4010000000000000)
  %t226 = sext <2 x i1> %t225 to <2 x i64>
  %t227 = load <2 x i64>, ptr %v15.0
  %t228 = load i64, ptr %v1
  %t229 = insertelement <2 x i64> poison, i64 %t228, i64 0
  %t230 = shufflevector <2 x i64> %t229, <2 x i64> poison, <2 x i32> zeroinitializer
  %t231 = icmp slt <2 x i64> %t227, %t230
  %t232 = sext <2 x i1> %t231 to <2 x i64>
  %t233 = and <2 x i64> %t226, %t232
  %t234 = and <2 x i64> %t223, %t233
  store <2 x i64> %t234, ptr %v22.0
  %t235 = load <2 x double>, ptr %v14.0
  %t236 = fmul <2 x double> %t235, %t235
  %t237 = load <2 x double>, ptr %v13.0
  %t238 = fadd <2 x double> %t236, %t237
  store <2 x double> %t238, ptr %v14.0
  %t239 = load <2 x i64>, ptr %v15.0
  %t240 = add <2 x i64> %t239, splat (i64 1)
  store <2 x i64> %t240, ptr %v15.0
  %t241 = load <2 x i64>, ptr %v22.0
  %t242 = load <2 x double>, ptr %v14.0
  %t243 = fcmp olt <2 x double> %t242, splat (double 0x4010000000000000)
  %t244 = sext <2 x i1> %t243 to <2 x i64>
  %t245 = load <2 x i64>, ptr %v15.0
  %t246 = load i64, ptr %v1
  %t247 = insertelement <2 x i64> poison, i64 %t246, i64 0
  %t248 = shufflevector <2 x i64> %t247, <2 x i64> poison, <2 x i32> zeroinitializer
  %t249 = icmp slt <2 x i64> %t245, %t248
  %t250 = sext <2 x i1> %t249 to <2 x i64>
  %t251 = and <2 x i64> %t244, %t250
  %t252 = and <2 x i64> %t241, %t251
  store <2 x i64> %t252, ptr %v22.0
  %t253 = load <2 x double>, ptr %v14.0
  %t254 = fmul <2 x double> %t253, %t253
  %t255 = load <2 x double>, ptr %v13.0
  %t256 = fadd <2 x double> %t254, %t255
  store <2 x double> %t256, ptr %v14.0
  %t257 = load <2 x i64>, ptr %v15.0
  %t258 = add <2 x i64> %t257, splat (i64 1)
  store <2 x i64> %t258, ptr %v15.0
  %t259 = load <2 x i64>, ptr %v22.0
  %t260 = load <2 x double>, ptr %v14.0
  %t261 = fcmp olt <2 x double> %t260, splat (double 0x4010000000000000)
  %t262 = sext <2 x i1> %t261 to <2 x i64>
  %t263 = load <2 x i64>, ptr %v15.0
  %t264 = load i64, ptr %v1
  %t265 = insertelement <2 x i64> poison, i64 %t264, i64 0
  %t266 = shufflevector <2 x i64> %t265, <2 x i64> poison, <2 x i32> zeroinitializer
  %t267 = icmp slt <2 x i64> %t263, %t266
  %t268 = sext <2 x i1> %t267 to <2 x i64>
  %t269 = and <2 x i64> %t262, %t268
  %t270 = and <2 x i64> %t259, %t269
  store <2 x i64> %t270, ptr %v22.0
  %t271 = load <2 x double>, ptr %v14.0
  %t272 = fmul <2 x double> %t271, %t271
  %t273 = load <2 x double>, ptr %v13.0
  %t274 = fadd <2 x double> %t272, %t273
  store <2 x double> %t274, ptr %v14.0
  %t275 = load <2 x i64>, ptr %v15.0
  %t276 = add <2 x i64> %t275, splat (i64 1)
  store <2 x i64> %t276, ptr %v15.0
  %t277 = load <2 x i64>, ptr %v22.0
  %t278 = load <2 x double>, ptr %v14.0
  %t279 = fcmp olt <2 x double> %t278, splat (double 0x4010000000000000)
  %t280 = sext <2 x i1> %t279 to <2 x i64>
  %t281 = load <2 x i64>, ptr %v15.0
  %t282 = load i64, ptr %v1
  %t283 = insertelement <2 x i64> poison, i64 %t282, i64 0
  %t284 = shufflevector <2 x i64> %t283, <2 x i64> poison, <2 x i32> zeroinitializer
  %t285 = icmp slt <2 x i64> %t281, %t284
  %t286 = sext <2 x i1> %t285 to <2 x i64>
  %t287 = and <2 x i64> %t280, %t286
  %t288 = and <2 x i64> %t277, %t287
  store <2 x i64> %t288, ptr %v22.0
  %t289 = load <2 x double>, ptr %v14.0
  %t290 = fmul <2 x double> %t289, %t289
  %t291 = load <2 x double>, ptr %v13.0
  %t292 = fadd <2 x double> %t290, %t291
  store <2 x double> %t292, ptr %v14.0
  %t293 = load <2 x i64>, ptr %v15.0
  %t294 = add <2 x i64> %t293, splat (i64 1)
  store <2 x i64> %t294, ptr %v15.0
  %t295 = load <2 x i64>, ptr %v22.0
  %t296 = load <2 x double>, ptr %v14.0
  %t297 = fcmp olt <2 x double> %t296, splat (double 0x4010000000000000)
  %t298 = sext <2 x i1> %t297 to <2 x i64>
  %t299 = load <2 x i64>, ptr %v15.0
  %t300 = load i64, ptr %v1
  %t301 = insertelement <2 x i64> poison, i64 %t300, i64 0
  %t302 = shufflevector <2 x i64> %t301, <2 x i64> poison, <2 x i32> zeroinitializer
  %t303 = icmp slt <2 x i64> %t299, %t302
  %t304 = sext <2 x i1> %t303 to <2 x i64>
  %t305 = and <2 x i64> %t298, %t304
  %t306 = and <2 x i64> %t295, %t305
  store <2 x i64> %t306, ptr %v22.0
  %t307 = load <2 x double>, ptr %v14.0
  %t308 = fmul <2 x double> %t307, %t307
  %t309 = load <2 x double>, ptr %v13.0
  %t310 = fadd <2 x double> %t308, %t309
  store <2 x double> %t310, ptr %v14.0
  %t311 = load <2 x i64>, ptr %v15.0
  %t312 = add <2 x i64> %t311, splat (i64 1)
  store <2 x i64> %t312, ptr %v15.0
  %t313 = load <2 x i64>, ptr %v22.0
  %t314 = load <2 x double>, ptr %v14.0
  %t315 = fcmp olt <2 x double> %t314, splat (double 0x4010000000000000)
  %t316 = sext <2 x i1> %t315 to <2 x i64>
  %t317 = load <2 x i64>, ptr %v15.0
  %t318 = load i64, ptr %v1
  %t319 = insertelement <2 x i64> poison, i64 %t318, i64 0
  %t320 = shufflevector <2 x i64> %t319, <2 x i64> poison, <2 x i32> zeroinitializer
  %t321 = icmp slt <2 x i64> %t317, %t320
  %t322 = sext <2 x i1> %t321 to <2 x i64>
  %t323 = and <2 x i64> %t316, %t322
  %t324 = and <2 x i64> %t313, %t323
  store <2 x i64> %t324, ptr %v22.0
  %t325 = load <2 x double>, ptr %v14.0
  %t326 = fmul <2 x double> %t325, %t325
  %t327 = load <2 x double>, ptr %v13.0
  %t328 = fadd <2 x double> %t326, %t327
  store <2 x double> %t328, ptr %v14.0
  %t329 = load <2 x i64>, ptr %v15.0
  %t330 = add <2 x i64> %t329, splat (i64 1)
  store <2 x i64> %t330, ptr %v15.0
  %t331 = load <2 x i64>, ptr %v19.0
  %t332 = load <2 x i64>, ptr %v22.0
  %t333 = xor <2 x i64> %t332, splat (i64 -1)
  %t334 = and <2 x i64> %t331, %t333
  %t335 = icmp slt <2 x i64> %t334, zeroinitializer
  %t336 = bitcast <2 x i1> %t335 to i2
  %t337 = icmp ne i2 %t336, 0
  br i1 %t337, label %then338, label %else338, !prof !1
then338:
  %t339 = load <2 x i64>, ptr %v19.0
  %t340 = load <2 x i64>, ptr %v22.0
  %t341 = and <2 x i64> %t339, %t340
  %t342 = load <2 x double>, ptr %v14.0
  %t343 = load <2 x double>, ptr %v20.0
  %t344 = icmp slt <2 x i64> %t341, zeroinitializer
  %t345 = select <2 x i1> %t344, <2 x double> %t342, <2 x double> %t343
  store <2 x double> %t345, ptr %v14.0
  %t346 = load <2 x i64>, ptr %v19.0
  %t347 = load <2 x i64>, ptr %v22.0
  %t348 = and <2 x i64> %t346, %t347
  %t349 = load <2 x i64>, ptr %v15.0
  %t350 = load <2 x i64>, ptr %v21.0
  %t351 = icmp slt <2 x i64> %t348, zeroinitializer
  %t352 = select <2 x i1> %t351, <2 x i64> %t349, <2 x i64> %t350
  store <2 x i64> %t352, ptr %v15.0
  %t353 = load <2 x i64>, ptr %v18.0
  %t354 = load <2 x i64>, ptr %v19.0
  %t355 = load <2 x i64>, ptr %v22.0
  %t356 = xor <2 x i64> %t355, splat (i64 -1)
  %t357 = and <2 x i64> %t354, %t356
  %t358 = or <2 x i64> %t353, %t357
  store <2 x i64> %t358, ptr %v18.0
  br label %done338
else338:
  %t359 = load <2 x i64>, ptr %v19.0
  %t360 = load <2 x double>, ptr %v14.0
  %t361 = load <2 x double>, ptr %v20.0
  %t362 = icmp slt <2 x i64> %t359, zeroinitializer
  %t363 = select <2 x i1> %t362, <2 x double> %t360, <2 x double> %t361
  store <2 x double> %t363, ptr %v14.0
  %t364 = load <2 x i64>, ptr %v19.0
  %t365 = load <2 x i64>, ptr %v15.0
  %t366 = load <2 x i64>, ptr %v21.0
  %t367 = icmp slt <2 x i64> %t364, zeroinitializer
  %t368 = select <2 x i1> %t367, <2 x i64> %t365, <2 x i64> %t366
  store <2 x i64> %t368, ptr %v15.0
  br label %done338
done338:
  br label %next5
done185:
  store i64 0, ptr %v23
  br label %head6
head6:
  %t369 = load i64, ptr %v23
  %t370 = icmp slt i64 %t369, 8
  br i1 %t370, label %body6, label %end6, !prof !0
body6:
  %t371 = load <2 x i64>, ptr %v7.0
  %t372 = icmp slt <2 x i64> %t371, zeroinitializer
  %t373 = bitcast <2 x i1> %t372 to i2
  %t374 = icmp ne i2 %t373, 0
  %t375 = xor i1 %t374, true
  br i1 %t375, label %then376, label %done376, !prof !1
then376:
  br label %end5
done376:
  %t377 = load <2 x i64>, ptr %v7.0
  %t378 = load <2 x double>, ptr %v14.0
  %t379 = fcmp olt <2 x double> %t378, splat (double 0x4010000000000000)
  %t380 = sext <2 x i1> %t379 to <2 x i64>
  %t381 = load <2 x i64>, ptr %v15.0
  %t382 = load i64, ptr %v1
  %t383 = insertelement <2 x i64> poison, i64 %t382, i64 0
  %t384 = shufflevector <2 x i64> %t383, <2 x i64> poison, <2 x i32> zeroinitializer
  %t385 = icmp slt <2 x i64> %t381, %t384
  %t386 = sext <2 x i1> %t385 to <2 x i64>
  %t387 = and <2 x i64> %t380, %t386
  %t388 = xor <2 x i64> %t387, splat (i64 -1)
  %t389 = and <2 x i64> %t377, %t388
  store <2 x i64> %t389, ptr %v24.0
  %t390 = load <2 x i64>, ptr %v24.0
  store <2 x i64> %t390, ptr %v25.0
  %t391 = load <2 x i64>, ptr %v24.0
  %t392 = xor <2 x i64> %t391, splat (i64 -1)
  %t393 = and <2 x i64> %t391, %t392
  store <2 x i64> %t393, ptr %v24.0
  %t394 = load <2 x i64>, ptr %v7.0
  %t395 = load <2 x i64>, ptr %v25.0
  %t396 = xor <2 x i64> %t395, splat (i64 -1)
  %t397 = and <2 x i64> %t394, %t396
  store <2 x i64> %t397, ptr %v7.0
  %t398 = load <2 x i64>, ptr %v7.0
  %t399 = load <2 x i64>, ptr %v25.0
  %t400 = xor <2 x i64> %t399, splat (i64 -1)
  %t401 = and <2 x i64> %t398, %t400
  store <2 x i64> %t401, ptr %v7.0
  %t402 = load <2 x double>, ptr %v14.0
  %t403 = fmul <2 x double> %t402, %t402
  %t404 = load <2 x double>, ptr %v13.0
  %t405 = fadd <2 x double> %t403, %t404
  store <2 x double> %t405, ptr %v14.0
  %t406 = load <2 x i64>, ptr %v7.0
  %t407 = load <2 x i64>, ptr %v15.0
  %t408 = add <2 x i64> %t407, splat (i64 1)
  %t409 = icmp slt <2 x i64> %t406, zeroinitializer
  %t410 = select <2 x i1> %t409, <2 x i64> %t408, <2 x i64> %t407
  store <2 x i64> %t410, ptr %v15.0
  br label %next6
next6:
  %t411 = load i64, ptr %v23
  %t412 = add nsw i64 %t411, 1
  store i64 %t412, ptr %v23
  br label %head6
end6:
  store <2 x i64> splat (i64 0), ptr %v18.0
  store i64 0, ptr %v17
  %t413 = load i64, ptr %v5
  %t414 = load i64, ptr %v4
  %t415 = icmp slt i64 %t413, %t414
  br i1 %t415, label %then416, label %done416, !prof !0
then416:
  br label %end5
done416:
  br label %next5
end5:
  br label %next4
end4:
  %t417 = load i64, ptr %v4
  ret i64 %t417
fail:
  %t418 = load i64, ptr %exit_id
  switch i64 %t418, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t419 = load i64, ptr %s3
  ret i64 %t419
}

@hotloop_nothing = private constant [64 x i64] zeroinitializer, align 16
declare i32 @llvm.ctpop.i32(i32) nounwind
declare void @llvm.masked.scatter.v2i64.v2p0(<2 x i64>, <2 x ptr>, <2 x i1>) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
